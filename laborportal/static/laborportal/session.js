"use strict";
/* The end of an idle session is announced, and what was typed survives it: kept per window, page and person,
   never a password or a file. Without this script the server keeps a posted form. */
(() => {
  const { user, idleSeconds } = document.body.dataset;
  const WARN_BEFORE = 120;
  const SEEN = "laborportal:seen";
  const PREFIX = "laborportal:draft:";
  const PENDING = "laborportal:sent";

  /* Drafts ------------------------------------------------------------ */
  const draftKey = (path) => `${PREFIX}${user}:${path}`;
  const here = draftKey(location.pathname);

  const keeps = (control) =>
    control.name && control.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit", "button"].includes(control.type);

  const draftForms = () =>
    [...document.querySelectorAll("main form")].filter((form) => form.method === "post" && !("noDraft" in form.dataset));

  const read = (form) => {
    const values = [];
    for (const control of form.elements) {
      if (!keeps(control)) continue;
      if (["checkbox", "radio"].includes(control.type)) {
        if (control.checked) values.push([control.name, control.value]);
      } else if (control.type === "select-multiple") {
        for (const option of control.selectedOptions) values.push([control.name, option.value]);
      } else values.push([control.name, control.value]);
    }
    return values;
  };

  const forget = () => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("laborportal:")) sessionStorage.removeItem(key);
    }
  };

  const write = (form, values) => {
    const waiting = new Map();
    for (const [name, value] of values) waiting.set(name, [...(waiting.get(name) || []), value]);
    for (const control of form.elements) {
      if (!keeps(control)) continue;
      const left = waiting.get(control.name) || [];
      if (["checkbox", "radio"].includes(control.type)) control.checked = left.includes(control.value);
      else if (control.type === "select-multiple") {
        for (const option of control.options) option.selected = left.includes(option.value);
      } else if (left.length) control.value = left.shift();
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const known = new Set([...form.elements].map((control) => control.name));
    return [...waiting].filter(([name]) => !known.has(name)).flatMap(([, texts]) => texts).filter((text) => text.trim());
  };

  const offer = (draft) => {
    const form = draftForms()[draft.form];
    if (!form || JSON.stringify(read(form)) === JSON.stringify(draft.values)) return;
    const notice = document.getElementById("draft-offer").content.cloneNode(true).firstElementChild;
    notice.querySelector("time").textContent = new Date(draft.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    notice.addEventListener("click", (event) => {
      const choice = event.target.dataset.draft;
      if (!choice) return;
      const lost = choice === "restore" ? write(form, draft.values) : [];
      if (choice === "discard") sessionStorage.removeItem(here);
      if (!lost.length) notice.remove();
      else {
        notice.querySelector(".draft-lost").replaceChildren(...lost.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
        notice.querySelector(".actions").remove();
      }
      const first = [...form.elements].find(keeps);
      if (first) first.focus();
    });
    form.before(notice);
  };

  const startDrafts = () => {
    const sent = sessionStorage.getItem(PENDING);
    sessionStorage.removeItem(PENDING);
    const [visit] = performance.getEntriesByType("navigation");
    const refused = visit && visit.responseStatus >= 400;
    const asksAgain = sent === here && draftForms().length > 0;
    if (sent && !asksAgain && !refused) sessionStorage.removeItem(sent); // accepted: the answer is another page
    const draft = JSON.parse(sessionStorage.getItem(here) || "null");
    if (draft) offer(draft);
    document.addEventListener("input", (event) => {
      const index = draftForms().indexOf(event.target.form);
      if (index < 0 || !keeps(event.target)) return;
      const values = read(event.target.form);
      sessionStorage.setItem(here, JSON.stringify({ at: Date.now(), form: index, values }));
    });
    document.addEventListener("submit", (event) => {
      if ("forgetDrafts" in event.target.dataset) forget();
      else if (draftForms().includes(event.target)) sessionStorage.setItem(PENDING, here);
      else if ("settlesDraft" in event.target.dataset) {
        sessionStorage.setItem(PENDING, draftKey(new URL(event.target.action).pathname));
      }
    });
  };

  /* Idle -------------------------------------------------------------- */
  const startIdle = () => {
    const warning = document.getElementById("idle-warning");
    const over = document.getElementById("idle-over");
    const seen = () => Number(localStorage.getItem(SEEN) || 0);
    localStorage.setItem(SEEN, String(Date.now()));

    const tick = () => {
      const left = Number(idleSeconds) - (Date.now() - seen()) / 1000;
      if (left <= 0) {
        if (warning.open) warning.close();
        if (!over.open) over.showModal();
        return;
      }
      if (left > WARN_BEFORE && warning.open) warning.close();
      if (left <= WARN_BEFORE && !warning.open) warning.showModal();
      setTimeout(tick, Math.max(1, Math.min(left - WARN_BEFORE > 0 ? left - WARN_BEFORE : left, 30)) * 1000);
    };

    warning.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const form = event.currentTarget;
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
      if (answer && answer.ok) {
        localStorage.setItem(SEEN, String(Date.now()));
        warning.close();
      }
    });
    tick();
  };

  if (!user) {
    sessionStorage.removeItem(PENDING); // the answer was the sign-in page: nothing was accepted
    return;
  }
  startDrafts();
  startIdle();
})();
