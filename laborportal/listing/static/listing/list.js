// What only a script can do for a list: print it, and fold the filter away where the screen is narrow.
"use strict";

const folded = document.querySelector("[data-filters]:not([data-keep])");
if (folded && window.matchMedia("(max-width: 48rem)").matches) {
  folded.open = false;
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
