// Moves the bar of a run in the background, and opens its result when there is one. Without it a link does the same.
"use strict";

const watched = document.querySelector("[data-progress]");
if (watched) {
  const bar = watched.querySelector("progress");
  const words = watched.querySelector("[data-words]");
  const { progress: address, stage } = watched.dataset;

  const ask = async () => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const now = await answer.json();
    if (now.stage !== stage) return location.reload();
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
    }
    words.textContent = now.words;
    return again();
  };
  // A server that is away for a moment is no reason to stop looking.
  const again = () => setTimeout(() => ask().catch(again), 1000);
  again();
}
