// Keeps what somebody types, on the server after each pause and on this device until the server has it; sends it once
// the server has it; and finds children while one types. Without a script the page does all of it by its buttons.
// What lies on the device: for those with an account until it is kept or a day has gone, for others in this tab alone.

const PAUSE = 1000; // milliseconds without a key, after which it is kept
const RETRY = 3000; // after which it is tried again
const SUGGEST = 250;
const FEWEST = 3; // letters and digits that are worth asking for

const form = document.querySelector(".wa-telling");
const told = form.querySelector("[data-kept]");
const store = form.dataset.owner ? localStorage : sessionStorage;
const named = (name) => form.elements.namedItem(name);
const place = () => `wa-draft:${form.dataset.owner}:${form.dataset.here}:${named("key").value}`;
const unkept = ["csrfmiddlewaretoken", "key", "seen", "do"];

let timer, keeping, changed = 0, sending = false, leaving = false;

document.body.classList.add("wa-has-script");

function typed() {
  return [...new FormData(form)].filter(([name]) => !unkept.includes(name));
}

function say(words, link) {
  told.textContent = words;
  if (link) told.append(" ", Object.assign(document.createElement("a"), { href: link[0], textContent: link[1], className: "govuk-link" }));
}

function put() {
  try {
    store.setItem(place(), JSON.stringify({ at: Date.now(), seen: named("seen").value, said: typed() }));
  } catch { /* a full or forbidden store: the server has it after the pause */ }
}

function here() {
  return `${form.dataset.here}${named("key").dataset.fixed ? "" : `?draft=${named("key").value}`}`;
}

async function freshToken() {
  // A new sign-in in another tab changes what proves that a form is ours: the page itself says the new one.
  const answer = await fetch(here(), { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("input[name=csrfmiddlewaretoken]");
  const owner = page.querySelector(".wa-telling")?.dataset.owner;
  if (!token || owner !== form.dataset.owner) return false;
  for (const old of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) old.value = token.value;
  return true;
}

// Gives "kept", "sent", "signed-out" or "no-line".
async function keepNow(again = true) {
  const was = changed;
  let answer;
  try {
    answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: leaving });
    if (answer.status === 403 || answer.type === "opaqueredirect") {
      return again && (await freshToken()) ? keepNow(false) : "signed-out";
    }
    if (!answer.ok) return "no-line";
    const kept = await answer.json();
    if (kept.ref) return "sent";
    const before = place();
    named("key").value = kept.key;
    named("seen").value = kept.seen;
    store.removeItem(before);
    if (was !== changed) put();
    if (kept.seen) history.replaceState(null, "", here());
    if (kept.apart) say("Changed in another tab too: yours is kept beside it. Not sent yet.");
    else if (kept.seen) say("Kept. Not sent yet.");
    return "kept";
  } catch {
    return "no-line";
  }
}

const WORDS = {
  "no-line": "No connection. What you typed stays here, and is tried again.",
  "signed-out": "You are signed out. What you typed stays on this device.",
  "sent": "This was sent already.",
};

function keep() {
  clearTimeout(timer);
  keeping = (keeping ?? Promise.resolve()).then(async () => {
    const was = changed;
    const how = await keepNow();
    if (how === "signed-out") say(WORDS[how], [`/sign-in?next=${encodeURIComponent(here())}`, "Sign in to go on"]);
    else if (how !== "kept") say(WORDS[how]);
    if (how === "no-line" || (how === "kept" && was !== changed)) later(RETRY);
    return how;
  });
  return keeping;
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
}

form.addEventListener("input", () => { changed += 1; put(); later(PAUSE); });
form.addEventListener("change", () => { changed += 1; put(); later(PAUSE); });
addEventListener("online", () => later(0));
addEventListener("pagehide", () => { leaving = true; if (store.getItem(place()) && !sending) keepNow(false); });

// A button of the form works once the server has what is typed. Until then the page stays, says why, and tries again.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending) return;
  sending = true;
  const button = event.submitter;
  const wants = button?.value ?? "send";
  put();
  for (let how = await keep(); how !== "kept" && how !== "sent"; how = await keep()) {
    if (how === "signed-out") { sending = false; return; }
    say(wants === "send" ? "Not sent: no connection. What you typed stays here, and is sent as soon as there is one." : WORDS[how]);
    await new Promise((go) => setTimeout(go, RETRY));
  }
  clearTimeout(timer);
  const said = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: wants });
  form.append(said);
  store.removeItem(place());
  form.submit();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// What this device has and the server not: typed when the line was down, or the session over.
function bringBack() {
  const held = JSON.parse(store.getItem(place()) ?? "null");
  if (!held) return;
  const said = new Map(held.said);
  const rooms = Number(said.get("children") ?? 1);
  while (form.querySelectorAll("[data-child]").length < Math.min(rooms, 20)) addChild();
  for (const field of form.elements) {
    if (!field.name || unkept.includes(field.name)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = said.get(field.name) === field.value;
    else if (said.has(field.name)) field.value = said.get(field.name);
    if (field.value && field.closest("details") && (field.type !== "checkbox" || field.checked)) field.closest("details").open = true;
  }
  changed += 1;
  say("What this device had kept is here again.");
  later(0);
}

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
  if (form.querySelectorAll("[data-child]").length >= 20) return;
  event.preventDefault();
  addChild().querySelector("input[type=text]").focus();
  changed += 1;
  put();
  later(PAUSE);
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
bringBack();
