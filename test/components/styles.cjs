/** Class names of a CSS module, each its own name. */
module.exports = new Proxy(
  {},
  { get: (_target, name) => (typeof name === 'string' && name !== '__esModule' ? name : undefined) },
);
