// Telling the front door: finds children while one types, and has room for several. keep.js keeps what is typed.

import { bringBack, form, named, typedMore } from "./keep.js";

const SUGGEST = 250; // milliseconds without a key, after which a child is looked for
const FEWEST = 3; // letters and digits that are worth asking for
const MOST = 20; // children of one worry

function addChild() {
  const all = form.querySelectorAll("[data-child]"), last = all[all.length - 1], at = all.length;
  const made = last.cloneNode(true);
  made.dataset.child = at;
  const before = new RegExp(`child-${at - 1}`, "g");
  for (const one of [made, ...made.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) if (value.includes(`child-${at - 1}`)) one.setAttribute(name, value.replace(before, `child-${at}`));
    if (one.matches("input[type=text], input[type=hidden]")) { one.value = ""; one.removeAttribute("value"); }
    if (one.matches("input[type=checkbox]")) { one.checked = false; one.removeAttribute("checked"); }
    if (one.matches("[data-chosen]")) one.textContent = "";
    if (one.matches("button[name=do]")) one.value = `find-${at}`;
  }
  made.querySelector("label").textContent = `Child ${at + 1}`;
  last.after(made);
  named("children").value = at + 1;
  if (form.dataset.suggest) offer(made);
  return made;
}

form.querySelector("button[value=more]")?.addEventListener("click", (event) => {
  if (form.querySelectorAll("[data-child]").length >= MOST) return;
  event.preventDefault();
  addChild().querySelector("input[type=text]").focus();
  typedMore();
});

function offer(child) {
  const input = child.querySelector("input[type=text]"), list = child.querySelector("[role=listbox]");
  const code = child.querySelector("input[type=hidden]"), chosen = child.querySelector("[data-chosen]");
  if (!list || !code) return;
  let asking, asked, active = -1;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    const options = [...list.children];
    active = (at + options.length) % options.length;
    options.forEach((one, number) => one.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    code.value = option.dataset.code;
    if (option.dataset.code) input.value = option.dataset.name;
    chosen.textContent = option.dataset.code ? "Chosen from the list." : "";
    close();
    form.dispatchEvent(new Event("change"));
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", named("csrfmiddlewaretoken").value);
    body.set("scrap", input.value);
    try {
      const answer = await fetch(form.dataset.suggest, { method: "POST", body, redirect: "manual", signal });
      const found = answer.ok ? await answer.text() : "";
      if (signal.aborted || document.activeElement !== input) return;
      list.innerHTML = found; // our own page's words, escaped by the server
      [...list.children].forEach((one, number) => { one.id = `${list.id}-${number}`; });
      close();
      list.hidden = list.children.length < 2; // nobody but "someone else": what is typed is used
      input.setAttribute("aria-expanded", String(!list.hidden));
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(asking);
    asked?.abort();
    code.value = "";
    chosen.textContent = "";
    if (input.value.replace(/[^\p{L}\p{N}]/gu, "").length < FEWEST) return close();
    asking = setTimeout(ask, SUGGEST);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden && list.children.length > 0;
    if (event.key === "Enter") {
      event.preventDefault(); // in this box it chooses, and never sends
      if (open && active >= 0) choose(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && open) {
      event.preventDefault();
      mark(active + 1);
    } else if (event.key === "ArrowUp" && open) {
      event.preventDefault();
      mark(active < 0 ? list.children.length - 1 : active - 1);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
}

if (form.dataset.suggest) for (const child of form.querySelectorAll("[data-child]")) offer(child);
bringBack((said) => {
  const rooms = Math.min(Number(said.get("children") ?? 1), MOST);
  while (form.querySelectorAll("[data-child]").length < rooms) addChild();
});
