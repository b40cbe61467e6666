import { Html, html } from './html.js';

const css = `
:root{color-scheme:light dark;--bg:#f6f7f9;--panel:#fff;--text:#16181d;--soft:#5b6270;--line:#dfe3ea;--accent:#2f5bea;--on:#fff;--bad:#b42318;--badbg:#fef3f2;--good:#067647;--goodbg:#ecfdf3}
@media(prefers-color-scheme:dark){:root{--bg:#0f1115;--panel:#181b21;--text:#eceef2;--soft:#a0a7b4;--line:#2d323c;--accent:#7d9bff;--on:#0b1020;--bad:#ff9c92;--badbg:#2e1917;--good:#5fd39b;--goodbg:#12281e}}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
a{color:var(--accent)}h1{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem}h2{font-size:1rem;margin:0 0 .75rem}p{margin:.25rem 0}
.bar{display:flex;gap:.75rem;align-items:center;padding:1rem clamp(1rem,4vw,2rem);max-width:68rem;margin:0 auto;flex-wrap:wrap}
.bar strong{font-size:1.05rem}.grow{flex:1}
.badge{font-size:.75rem;font-weight:600;padding:.15rem .5rem;border-radius:99px;border:1px solid var(--line);color:var(--soft);white-space:nowrap}
.badge.good{color:var(--good);background:var(--goodbg);border-color:transparent}.badge.bad{color:var(--bad);background:var(--badbg);border-color:transparent}
main{max-width:68rem;margin:0 auto;padding:0 clamp(1rem,4vw,2rem) 3rem;display:grid;gap:1.25rem}
main.two{grid-template-columns:1fr 1fr;gap:2rem;align-items:start}main.narrow{max-width:34rem}
@media(max-width:52rem){main.two{grid-template-columns:1fr}}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:clamp(1rem,3vw,1.75rem);min-width:0}
.soft{color:var(--soft)}.small{font-size:.875rem}.big{font-size:2rem;font-weight:650;line-height:1.2;margin:.25rem 0}
.rows{display:grid;gap:.6rem;margin:1rem 0 0;padding:0;list-style:none}.row{display:flex;justify-content:space-between;gap:1rem;align-items:baseline}
.row.total{border-top:1px solid var(--line);padding-top:.75rem;font-weight:650}
label{display:block;font-size:.875rem;font-weight:600;margin:.9rem 0 .3rem}
input,select{width:100%;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:9px;padding:.6rem .75rem}
input[readonly]{color:var(--soft)}input[aria-invalid=true]{border-color:var(--bad)}
input:focus-visible,select:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button,.button{font:inherit;font-weight:650;border:1px solid transparent;border-radius:9px;padding:.65rem 1rem;cursor:pointer;background:var(--accent);color:var(--on);text-decoration:none;display:inline-block;text-align:center}
button.wide{width:100%;margin-top:1.25rem}button.plain,.button.plain{background:transparent;color:var(--text);border-color:var(--line)}button.small,.button.small{padding:.3rem .65rem;font-size:.875rem}
.error{color:var(--bad);font-size:.875rem;margin:.35rem 0 0}.notice{border-radius:9px;padding:.75rem 1rem}.notice.bad{background:var(--badbg);color:var(--bad)}.notice.good{background:var(--goodbg);color:var(--good)}
.actions{display:flex;gap:.6rem;flex-wrap:wrap;margin-top:1rem}details summary{cursor:pointer;color:var(--soft);font-size:.875rem;margin-top:1rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}th{text-align:left;color:var(--soft);font-weight:600}th,td{padding:.45rem .75rem .45rem 0;border-top:1px solid var(--line);white-space:nowrap;vertical-align:middle}
code{font:.85em ui-monospace,SFMono-Regular,Menlo,monospace}form.inline{display:inline}
`;

/** A whole page. */
export function page(title: string, body: Html, more: { name?: string; back?: { href: string; text: string } } = {}): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,"><style>${new Html(css)}</style></head><body>
<header class="bar">${more.back && html`<a href="${more.back.href}">← ${more.back.text}</a>`}<strong>${more.name ?? 'Sandbox'}</strong><span class="grow"></span><span class="badge">Test mode: no real money</span></header>
${body}</body></html>`.text;
}
