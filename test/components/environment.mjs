import { TestEnvironment } from 'jest-environment-jsdom';

const size = { width: 1200, height: 800, right: 1200, bottom: 800 };

/** A page of the admin app, with what browsers have and jsdom lacks. */
export default class PageEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    const { location } = this.global.window;
    // Browsers resolve an address without a host against the page; Node refuses it.
    class PageRequest extends Request {
      /** @param {RequestInfo | URL} input @param {RequestInit} [init] */
      constructor(input, init) {
        super(typeof input === 'string' ? new URL(input, location.href) : input, init);
      }
    }
    Object.assign(this.global, { Request: PageRequest, Response, Headers, AbortController, AbortSignal, structuredClone });
    Object.assign(this.global, { TextEncoder, TextDecoder });
    // The client keeps the `fetch` that it finds when it is loaded, but a spec may set `respond` at any time.
    const page = /** @type {{ respond?: (request: Request) => Promise<Response> }} */ (
      /** @type {unknown} */ (this.global.window)
    );
    Object.assign(this.global, { fetch: (/** @type {Request} */ request) => page.respond?.(request) });
    Object.assign(this.global.window, {
      // No animations: they need a layout, and a spec would have to wait for them.
      matchMedia: (/** @type {string} */ media) => ({
        ...{
          media,
          matches: media.includes('reduced-motion'),
          addEventListener() {},
          removeEventListener() {},
          addListener() {},
          removeListener() {},
        },
      }),
      ResizeObserver: class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
      DOMMatrixReadOnly: class {
        m22 = 1;
      },
    });
    const { Element, HTMLElement, document } = this.global.window;
    Element.prototype.scrollIntoView = () => {};
    document.elementsFromPoint = () => [];
    // Without a size, React Flow divides by zero; for everything else a page without layout is enough.
    const measured = Element.prototype.getBoundingClientRect;
    Element.prototype.getBoundingClientRect = function () {
      return this.matches('.react-flow') ? { ...measured.call(this), ...size } : measured.call(this);
    };
    Object.defineProperties(HTMLElement.prototype, { offsetWidth: { value: size.width }, offsetHeight: { value: size.height } });
    Object.defineProperties(Element.prototype, { clientWidth: { value: size.width }, clientHeight: { value: size.height } });
  }
}
