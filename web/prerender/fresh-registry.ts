/** Elements are defined once for each build, of which one process may do several. Before any element is imported. */
import { CustomElementRegistry } from '@lit-labs/ssr-dom-shim';

globalThis.customElements = new CustomElementRegistry() as typeof globalThis.customElements;
