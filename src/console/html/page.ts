import { html, type Markup, markup } from './markup'
import { pageStyle } from './page-style'

/** A page that opens from a disk: no script, no other file, light and dark as the reader likes it. */
export function htmlPage(title: string, content: Markup): string {
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`
  return page[html]
}
