// The site works without this file. It spares a reload when the appearance is changed, and moves a
// menu that is wider than the screen to the page that is open.
"use strict";

// Widths are known once the typeface is; what stands before the open page still peeps in.
const PEEP = 32;
document.fonts.ready.then(() => {
  document.querySelectorAll(".site-nav, .work-nav").forEach((menu) => {
    const here = menu.querySelector("[aria-current='page']");
    if (!here) return;
    const seen = menu.getBoundingClientRect();
    const { left, right } = here.getBoundingClientRect();
    if (right > seen.right) menu.scrollLeft += left - seen.left - PEEP;
  });
});

document.querySelectorAll("form.themes").forEach((form) => {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    document.documentElement.dataset.theme = chosen.value;
    document.cookie = `theme=${chosen.value};path=/;max-age=31536000;samesite=lax`;
    form.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button === chosen));
    });
  });
});
