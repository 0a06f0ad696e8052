// Keeps what somebody types into a form (`data-keep`): on the server after each pause, and on this device until the
// server has it; sends it once the server has it. Without a script the page does all of it by its buttons.
// What lies on the device: for those with an account until it is kept or a day has gone, for others in this tab alone.

const PAUSE = 1000; // milliseconds without a key, after which it is kept
const RETRY = 3000; // after which it is tried again

export const form = document.querySelector("form[data-keep]");
const told = form.querySelector("[data-kept]");
const store = form.dataset.owner ? localStorage : sessionStorage;
export const named = (name) => form.elements.namedItem(name);
const places = `wa-draft:${form.dataset.owner}:${form.dataset.here}:`;
const place = () => places + named("key").value;
const yet = told.dataset.kept; // such as "Not sent yet."
const unkept = ["csrfmiddlewaretoken", "key", "seen", "newest", "do"];

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
  const owner = page.querySelector("form[data-keep]")?.dataset.owner;
  if (!token || owner !== form.dataset.owner) return false;
  for (const old of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) old.value = token.value;
  return true;
}

// Gives "kept", "sent", "gone", "signed-out" or "no-line".
async function keepNow(again = true) {
  const was = changed;
  let answer;
  try {
    answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: leaving });
    if (answer.status === 403 || answer.type === "opaqueredirect") {
      return again && (await freshToken()) ? keepNow(false) : "signed-out";
    }
    if (answer.status === 404) return "gone";
    if (!answer.ok) return "no-line";
    const kept = await answer.json();
    if (kept.ref) return "sent";
    const before = place();
    named("key").value = kept.key;
    named("seen").value = kept.seen;
    store.removeItem(before);
    if (was !== changed) put();
    if (kept.seen) history.replaceState(null, "", here());
    if (kept.apart) say(`Changed in another tab too: yours is kept beside it. ${yet}`);
    else if (kept.seen) say(`Kept. ${yet}`);
    return "kept";
  } catch {
    return "no-line";
  }
}

const WORDS = {
  "no-line": "No connection. What you typed stays here, and is tried again.",
  "signed-out": "You are signed out. What you typed stays on this device.",
  sent: "This was sent already.",
  gone: "This page is not yours any more: nothing typed here is kept.",
};

function keep() {
  clearTimeout(timer);
  keeping = (keeping ?? Promise.resolve()).then(async () => {
    const was = changed;
    const how = await keepNow();
    if (how === "gone") store.removeItem(place());
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

export function typedMore() {
  changed += 1;
  put();
  later(PAUSE);
}

form.addEventListener("input", typedMore);
form.addEventListener("change", typedMore);
addEventListener("online", () => later(0));
addEventListener("pagehide", () => { leaving = true; if (store.getItem(place()) && !sending) keepNow(false); });

// A button of the form works once the server has what is typed. Until then the page stays, says why, and tries again.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending) return;
  sending = true;
  const wants = event.submitter?.value ?? form.dataset.done;
  put();
  for (let how = await keep(); how === "no-line" || how === "signed-out"; how = await keep()) {
    if (how === "signed-out") { sending = false; return; }
    say(wants === form.dataset.done ? `${yet.replace(" yet.", "")}: no connection. What you typed stays here, and is sent as soon as there is one.` : WORDS[how]);
    await new Promise((go) => setTimeout(go, RETRY));
  }
  clearTimeout(timer);
  const said = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: wants });
  form.append(said);
  store.removeItem(place());
  form.submit();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// Gives what this device has of this draft, or of one that the server never had: typed when the line was down.
function held() {
  const own = store.getItem(place());
  if (own || !form.dataset.owner || named("seen").value || location.search.includes("draft=")) return JSON.parse(own);
  const others = Object.keys(store).filter((name) => name.startsWith(places)).map((name) => [name, JSON.parse(store.getItem(name))]);
  const [name, newest] = others.sort(([, one], [, other]) => other.at - one.at)[0] ?? [];
  if (newest) named("key").value = name.slice(places.length);
  return newest;
}

// Shows what this device has and the server not. A page makes room for it first, where it can have more fields.
export function bringBack(makeRoom = () => {}) {
  const { said, seen } = held() ?? {};
  if (!said) return;
  makeRoom(new Map(said));
  named("seen").value = seen;
  for (const field of form.elements) {
    if (!field.name || unkept.includes(field.name)) continue;
    const values = said.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
    if (field.value && field.closest("details") && (field.type !== "checkbox" || field.checked)) field.closest("details").open = true;
  }
  typedMore();
  say("What this device had kept is here again.");
  later(0);
}

if (!form.querySelector("[data-child]")) bringBack(); // where a form has room for more, its own script makes it first
