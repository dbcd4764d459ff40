// Before the page is drawn: the size and the colours that this browser chose, so that nothing flashes.
"use strict";
(() => {
  const root = document.documentElement;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem("tungngo-looks")) || {};
    } catch {
      return {};
    }
  };
  const show = (looks) => {
    root.classList.toggle("big", Boolean(looks.big));
    if (looks.theme === "light" || looks.theme === "dark") root.dataset.theme = looks.theme;
    else delete root.dataset.theme;
  };
  window.looks = {
    read,
    change(part) {
      const looks = { ...read(), ...part };
      show(looks);
      try {
        localStorage.setItem("tungngo-looks", JSON.stringify(looks));
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
    },
    forget() {
      try {
        localStorage.clear();
        sessionStorage.clear();
      } catch {
        // Nothing was kept.
      }
    },
  };
  show(read());
})();
