// <ui-events data-source="/events">: one event stream for all tabs of this browser.
// The tab that gets the lock listens and tells the others; messages are `changed` {entity, id, version},
// `bell` {unread}, `alarm` {id, href} and `job` {id, state, progress, total}.
// @ts-check
customElements.define("ui-events", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    // Each account set has its own stream.
    const name = `ui-events ${this.dataset.source}`;
    const channel = (this.channel = new BroadcastChannel(name));
    const tell = (/** @type {{type: string, data: any}} */ m) => {
      if (m.type === "bell") for (const b of document.querySelectorAll("[data-unread]")) b.textContent = m.data.unread ? String(m.data.unread) : "";
      document.dispatchEvent(new CustomEvent(`ui:${m.type}`, { detail: m.data }));
    };
    channel.onmessage = (e) => tell(e.data);
    const listen = () => new Promise((done) => {
      const stream = new EventSource(this.dataset.source ?? "/events");
      for (const type of ["changed", "bell", "alarm", "job"])
        stream.addEventListener(type, (e) => {
          const message = { type, data: JSON.parse(e.data) };
          tell(message);
          channel.postMessage(message);
        });
      this.quit?.signal.addEventListener("abort", () => (stream.close(), done(undefined)));
    });
    if (navigator.locks) navigator.locks.request(name, { signal: this.quit.signal }, listen).catch(() => {});
    else listen();
  }
  disconnectedCallback() {
    this.quit?.abort();
    this.channel?.close();
  }
});
