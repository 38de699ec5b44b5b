// While an employer is entered, asks who on file could be the same. All words come from the server; without this
// script the question is put when the form is saved.
(function () {
  "use strict";

  const WAIT = 400;
  const FIELDS = ["ubn", "name", "address"];

  const place = document.querySelector("[data-duplicates]");
  const form = document.querySelector("form[data-keep-draft]");
  if (!place || !form) return;
  let timer;
  let pending;

  async function ask() {
    if (pending) pending.abort();
    const typed = FIELDS.map((name) => [name, form.elements[name] ? form.elements[name].value.trim() : ""]);
    if (typed.every(([, value]) => !value)) return;
    pending = new AbortController();
    const asked = new URLSearchParams([...typed, ["except", place.dataset.duplicatesExcept]]);
    try {
      const response = await fetch(place.dataset.duplicates + "?" + asked, { signal: pending.signal });
      if (response.ok && !response.redirected) place.innerHTML = await response.text();
    } catch (error) {
      // Asking is a convenience: saving asks again.
      if (error.name !== "AbortError") place.textContent = "";
    }
  }

  form.addEventListener("input", (event) => {
    if (!FIELDS.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
})();
