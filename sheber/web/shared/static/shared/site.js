// The site works without this file. It only spares a reload when the appearance is changed.
"use strict";

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
