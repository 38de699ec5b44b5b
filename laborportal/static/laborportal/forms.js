"use strict";
/* Comfort on top of pages that work without it: keys, focus, and one click that counts once. */
(() => {
  const RESEND_AFTER = 8000; // a form that answers with a file leaves the page standing

  const postForm = (node) => {
    const form = node && node.closest("form");
    return form && form.method === "post" ? form : null;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = postForm(event.target);
    if (!form || !form.closest("main")) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.btn-primary[type=submit], button.btn-primary:not([type])"));
  });

  document.addEventListener("submit", (event) => {
    const form = postForm(event.target);
    if (!form || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button) button.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), RESEND_AFTER);
  });

  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  };

  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea");
    (control || field).focus();
  });
})();
