// Keeps the board and an open contact up to date: the server tells that something changed, the page shows it. Without a
// script, or without a connection, the page stays as it was read and says when that was.

const LEAST = 20_000; // milliseconds between two readings of the board, however much happens

const board = document.querySelector("[data-live]");
if (board) {
  let version = board.dataset.version;
  let read = Date.now();
  let waits;

  const show = async () => {
    waits = undefined;
    if (document.hidden) return;
    read = Date.now();
    try {
      const answer = await fetch(location.href, { redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("board");
      if (!fresh) return;
      const focused = board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      board.replaceChildren(...fresh.childNodes);
      version = fresh.dataset.version;
      if (focused) board.querySelector(`a[href="${CSS.escape(focused).replaceAll("\\", "\\\\")}"]`)?.focus();
    } catch {
      // the line is down: the browser asks again by itself
    }
  };

  const soon = () => {
    waits ??= setTimeout(show, Math.max(0, LEAST - (Date.now() - read)) + Math.random() * 3_000);
  };

  const source = new EventSource(board.dataset.live);
  source.addEventListener("change", (event) => {
    if (event.data !== version) soon();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) soon();
  });
}

const contact = document.querySelector("[data-contact-live]");
if (contact) {
  const readers = contact.querySelector("[data-readers]");
  const news = contact.querySelector("[data-news]");
  const source = new EventSource(contact.dataset.contactLive);
  source.addEventListener("change", (event) => {
    const told = JSON.parse(event.data);
    const who = told.readers.join(", ");
    const words = who ? `${who} ${told.readers.length === 1 ? "has" : "have"} this before them too.` : "";
    if (readers.textContent.trim() !== words) readers.textContent = words;
    news.hidden = !(told.newest > Number(contact.dataset.newest));
  });
}

// Of a response in a decision, shows only what belongs to its kind; and one more response once the one before it is said.
// Without a script all of it stands there.

const offers = [...document.querySelectorAll("[data-offer]")];
const kindOf = (offer) => offer.querySelector("select").value;
function showOffers() {
  for (const [at, offer] of offers.entries()) {
    offer.hidden = at > 0 && !kindOf(offer) && !kindOf(offers[at - 1]);
    for (const part of offer.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kindOf(offer));
  }
}
for (const offer of offers) offer.querySelector("select").addEventListener("change", showOffers);
showOffers();
