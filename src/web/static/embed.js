// @ts-check
/* A round button on a programme's site that opens the chat: <script src="https://…/embed.js" data-label="…" async></script> */
;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  const { origin } = new URL(script.src)
  const label = script.dataset.label || 'Puerto'

  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const look = new CSSStyleSheet()
  look.replaceSync(`
:host { all: initial; position: fixed; z-index: 2147483000; right: 0; bottom: 0 }
* { position: fixed; right: 16px; box-sizing: border-box }
button { bottom: 16px; width: 60px; height: 60px; padding: 0; border: 2px solid #fff; border-radius: 50%;
  background: #0f5c63; box-shadow: 0 3px 12px #0005; cursor: pointer }
button:focus-visible { outline: 3px solid #a04a16; outline-offset: 3px }
svg, path { position: static; fill: #fff }
iframe { bottom: 88px; width: min(400px, calc(100vw - 32px)); height: min(640px, calc(100vh - 104px));
  border: 1px solid #8a9aa0; border-radius: 18px; background: #f6f3ec; box-shadow: 0 8px 32px #0005 }
[hidden] { display: none }
@media (max-width: 480px) {
  iframe { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0 }
  .there + button { display: none }
}`)
  root.adoptedStyleSheets = [look]

  const button = document.createElement('button')
  button.title = button.ariaLabel = label
  button.ariaExpanded = 'false'
  // Drawn here, because a site may forbid pictures from elsewhere.
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS(svg.namespaceURI, 'path')
  svg.setAttribute('viewBox', '0 0 512 512')
  path.setAttribute(
    'd',
    'M238 116v196H112c52-46 98-112 126-196zM262 170c10 58 40 108 92 142h-92zM108 332h296c-16 34-44 54-78 54H186c-34 0-62-20-78-54z',
  )
  svg.append(path)
  button.append(svg)

  // The page in it is fetched when it is first opened.
  const panel = document.createElement('iframe')
  panel.title = label
  panel.allow = 'microphone'
  panel.hidden = true
  panel.onload = () => panel.contentWindow?.postMessage({ puerto: 'embedded' }, '*')
  root.append(panel, button)
  document.body.append(host)

  // On a phone the panel covers the button, but only once its page has a way to close it.
  let closes = false

  /** @param {boolean} open */
  function turn(open) {
    panel.hidden = !open
    panel.className = open && closes ? 'there' : ''
    if (!panel.src) panel.src = `${origin}/?framed=1`
    button.ariaExpanded = `${open}`
    ;(open ? panel : button).focus()
  }

  button.onclick = () => turn(!!panel.hidden)
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !panel.hidden) turn(false)
  })
  addEventListener('message', ({ source, data }) => {
    if (source !== panel.contentWindow) return
    if (data?.puerto === 'close') turn(false)
    if (data?.puerto === 'open') {
      closes = true
      if (!panel.hidden) panel.className = 'there'
    }
  })
})()
