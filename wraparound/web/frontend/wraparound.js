// What a script adds to pages that work without one: a menu that folds away on a telephone, counted characters, tabs.

import { CharacterCount, ErrorSummary, ServiceNavigation, Tabs, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [ServiceNavigation, ErrorSummary, CharacterCount, Tabs]) createAll(component);

// Answers by key, where a form's buttons name theirs. Whoever is troubled by it turns it off, on this device, for good.
const OFF = "wraparound-keys-off";
const buttons = [...document.querySelectorAll("button[data-key]")];

function saidWhere(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select");
}

if (buttons.length) {
  const form = document.querySelector("form[data-keys]");
  const names = buttons.map((button) => `${button.dataset.key.toUpperCase()}: ${button.textContent.trim().toLowerCase()}`);
  form.insertAdjacentHTML("afterend", `<div class="govuk-checkboxes govuk-checkboxes--small wa-keys"><div class="govuk-checkboxes__item">
    <input class="govuk-checkboxes__input" id="keys" type="checkbox"><label class="govuk-label govuk-checkboxes__label" for="keys"></label></div></div>`);
  const box = document.getElementById("keys");
  document.querySelector("label[for=keys]").textContent = `Answer by keys (${names.join(", ")})`;
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
  let given = false;
  document.addEventListener("keydown", (event) => {
    if (event.repeat || saidWhere(event) || !box.checked) return;
    const button = given ? undefined : buttons.find((one) => one.dataset.key === event.key.toLowerCase());
    given ||= button !== undefined; // one answer a page: a second press is for the next one
    button?.click();
  });
}

// Worries that were typed and that the server has not: they leave this device with whoever signs out, and after a day.
const TYPED = "wa-draft:";
function forgetTyped(isOver) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(TYPED) && isOver(JSON.parse(localStorage.getItem(name) ?? "{}"))) localStorage.removeItem(name);
  }
}
forgetTyped((held) => !(Date.now() - held.at < 86_400_000));
document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", () => forgetTyped(() => true));
