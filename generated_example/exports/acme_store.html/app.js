// Search as you type over SEARCH (search.js), the menu of narrow screens, and opening what a link points at.
"use strict";
(() => {
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const menu = document.getElementById("menu");
  const modules = document.getElementById("modules");
  const MOST = 30;
  let chosen = -1;

  const matches = (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const entry of SEARCH) {
      const all = (entry[0] + " " + entry[1]).toLowerCase();
      if (words.every((word) => all.includes(word))) {
        const name = entry[0].toLowerCase();
        const last = name.slice(name.lastIndexOf(".") + 1);
        const whole = name === words[0] || name.endsWith("." + words[0]);
        found.push([whole ? 0 : last.startsWith(words[0]) ? 1 : name.includes(words[0]) ? 2 : 3, name.length, entry]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST).map((each) => each[2]);
  };

  const show = () => {
    const found = matches(input.value);
    list.replaceChildren(...found.map((entry, index) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const more = document.createElement("small");
      item.id = "found-" + index;
      item.setAttribute("role", "option");
      link.href = entry[2];
      link.tabIndex = -1;
      link.append(entry[0], " ");
      more.textContent = entry[1];
      link.append(more);
      item.append(link);
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };

  const choose = (index) => {
    const items = [...list.children];
    chosen = items.length ? Math.max(-1, Math.min(index, items.length - 1)) : -1;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") {
      const item = list.children[Math.max(chosen, 0)];
      if (item && !list.hidden) item.firstChild.click();
    } else if (event.key === "Escape") {
      close();
      return;
    } else return;
    event.preventDefault();
  });
  list.addEventListener("click", close);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    }
  });
  menu.addEventListener("click", () => {
    menu.setAttribute("aria-expanded", String(modules.classList.toggle("open")));
  });

  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.classList.contains("model") && target.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
