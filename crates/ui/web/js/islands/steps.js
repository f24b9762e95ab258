// <ui-steps data-list data-around>: buttons to the records before and after this one, in the list this tab came from.
// @ts-check
import { parse } from "../core/el.js";
import { page } from "../core/http.js";

customElements.define("ui-steps", class extends HTMLElement {
  async connectedCallback() {
    const query = sessionStorage.getItem(`list:${this.dataset.list}`);
    if (query === null || this.firstChild) return;
    const answer = await page(`${this.dataset.around}${query}`).catch(() => null);
    if (answer?.ok && this.isConnected) this.replaceChildren(...parse(await answer.text()).body.childNodes);
  }
});
