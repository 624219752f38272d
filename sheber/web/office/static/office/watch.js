// The page works without this file, by its link "Look again". It looks by itself every two seconds
// while the work goes on, and follows to the plan once there is one.
"use strict";

const EVERY = 2000;

async function look() {
  const work = document.getElementById("work");
  if (!work || !work.querySelector("progress") || document.hidden) return again();
  const answer = await fetch(location.href).catch(() => null);
  if (!answer) return again();
  if (answer.redirected) return location.assign(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("work");
  // Whoever is about to press something is not taken away from it.
  if (now && !work.contains(document.activeElement)) work.replaceWith(now);
  if (now && !now.querySelector("progress")) return location.reload();
  return again();
}

function again() {
  if (document.querySelector("#work progress")) setTimeout(look, EVERY);
}

again();
