// What only a script can do for a list: print it, fold the filter away where the screen is narrow, keep addresses short.
"use strict";

const filters = document.querySelector("[data-filters]");
if (filters && !("keep" in filters.dataset) && window.matchMedia("(max-width: 48rem)").matches) {
  filters.open = false;
}

if (filters) {
  const fields = () => filters.querySelectorAll("input, select");
  // A blank field sets nothing: left out, the address says only what was asked for.
  filters.querySelector("form").addEventListener("submit", () => {
    for (const field of fields()) field.disabled = field.value.trim() === "";
  });
  // Back from the result, the form is as it was.
  window.addEventListener("pageshow", () => {
    for (const field of fields()) field.disabled = false;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
