
"use strict";
(() => {
  const form = document.getElementById("find");
  const words = document.getElementById("words");
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const whole = form.querySelector("button");
  const choices = [...form.querySelectorAll("select")];

  // Letters alone: no marks, no capitals.
  const others = { ł: "l", ø: "o", đ: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[łøđħıßæœ]/g, (letter) => others[letter]);
  const parts = [...document.querySelectorAll("main section")].map((section) => ({
    section,
    link: document.querySelector(`nav a[href="#${section.id}"]`)?.parentElement,
    items: [...section.querySelectorAll(".document")].map((item) => ({ item, text: plain(item.textContent) })),
  }));
  const all = parts.reduce((sum, { items }) => sum + items.length, 0);
  const documents = (n) => `${n.toLocaleString("en")} ${n === 1 ? "document" : "documents"}`;

  function narrow() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    const chosen = choices.filter(({ value }) => value).map(({ id, value }) => [id, value]);
    const fits = ({ item, text }) => wanted.every((word) => text.includes(word))
      && chosen.every(([key, value]) => (key === "level" ? item.dataset.level.split(" ") : [item.dataset[key]])
        .includes(value));
    let shown = 0;
    for (const { section, link, items } of parts) {
      let here = 0;
      for (const one of items) {
        const fit = fits(one);
        if (one.item.hidden === fit) one.item.hidden = !fit;
        here += fit;
      }
      section.hidden = here === 0;
      if (link) {
        link.hidden = here === 0;
        link.querySelector(".quiet").firstChild.data = here.toLocaleString("en");
      }
      shown += here;
    }
    whole.hidden = wanted.length + chosen.length === 0;
    nothing.hidden = shown > 0 || all === 0;
    count.textContent = shown === all ? documents(all) : `${documents(shown)} of ${all.toLocaleString("en")}`;
  }

  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      narrow();
      words.focus();
    });
  });
  // A browser that goes back may have kept what was asked for.
  addEventListener("pageshow", narrow);
  form.hidden = false;
  narrow();
})();
