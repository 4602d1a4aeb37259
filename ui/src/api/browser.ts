/** `xianfeng serve`: the screens in a browser. The address that the program prints carries a token in its
 * fragment, good for one exchange against a session; the session stands in this tab only. */

import { connection } from '@/wording/shared'
import { OfficeError } from './error'
import type { Error as Refusal } from './shapes'
import type { Call, Envelope, FileHandle, Shell } from './shell'

const kept = 'xianfeng.session'

const lost = (hint: string) => new OfficeError({ code: 'connection', message: connection.lost, hint, details: [] })

async function reach(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...options, cache: 'no-store', credentials: 'omit' })
  } catch {
    throw lost(connection.startAgain)
  }
}

/** Outside of answered calls the program says why in the same words: the session ended, another browser holds it. */
async function read<Body extends object>(response: Response): Promise<Body> {
  const body = (await response.json().catch(() => null)) as Body | { error: Refusal } | null
  if (response.ok && body) return body as Body
  if (body && 'error' in body) throw new OfficeError({ ...body.error, code: 'connection' })
  throw lost(connection.openAddress)
}

/** Exchanges the token of the address, if there is one; it is taken out of the address at once. */
async function session(): Promise<string | null> {
  const token = /^#(?:token=)?([0-9a-f]{32,})$/i.exec(location.hash)?.[1]
  if (!token) return sessionStorage.getItem(kept)
  history.replaceState(null, '', location.pathname + '#/')
  const response = await reach('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  // A page that is loaded anew with the address in its history still has its session.
  const before = sessionStorage.getItem(kept)
  if (!response.ok && before) return before
  const given = await read<{ session: string }>(response)
  sessionStorage.setItem(kept, given.session)
  return given.session
}

/** A choice of file; the browser tells of a cancelled one. */
function chosen(extensions: string[]): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = extensions.map((extension) => `.${extension}`).join(',')
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

function download(address: string, name?: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name ?? ''
  link.click()
}

export async function browserPage(): Promise<Shell> {
  const granted = await session()
  const authorization = { Authorization: `Bearer ${granted ?? ''}` }
  let wouldLose = () => false
  let leaving = false
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && wouldLose()) event.preventDefault()
  })
  // A file dropped beside the place for it must not replace the page.
  for (const name of ['dragover', 'drop'] as const) {
    window.addEventListener(name, (event) => event.preventDefault())
  }

  async function call(call: Call): Promise<Envelope> {
    if (!granted) throw lost(connection.openAddress)
    const headers = { ...authorization, 'Content-Type': 'application/json' }
    return read(await reach('/call', { method: 'POST', headers, body: JSON.stringify(call) }))
  }

  async function handIn(file: File): Promise<FileHandle> {
    const headers = { ...authorization, 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' }
    const envelope = await read<Envelope>(await reach('/files', { method: 'POST', headers, body: file }))
    if ('error' in envelope) throw new OfficeError(envelope.error)
    return envelope.answer.result as FileHandle
  }

  const address = (file: string) => `/files/${encodeURIComponent(file)}`
  const show = (file: string) => void window.open(address(file), '_blank')

  return {
    kind: 'browser',
    call,
    async pickFile(asked) {
      const file = await chosen(asked.extensions)
      return file && handIn(file)
    },
    onDrop(dropped) {
      const take = async (event: DragEvent) => {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length > 0) dropped(await Promise.all(files.map(handIn)))
      }
      const taking = (event: DragEvent) => void take(event)
      window.addEventListener('drop', taking)
      return () => window.removeEventListener('drop', taking)
    },
    open: async (file) => show(file),
    reveal: async (file) => download(`${address(file)}?download=1`),
    async saveAs(file, suggestedName) {
      download(`${address(file)}?download=1`, suggestedName)
      return true
    },
    fileUrl: async (file) => address(file),
    print: async (file) => show(file),
    onMenu: () => () => undefined,
    onWaiting: () => () => undefined,
    offer: () => undefined,
    fault: () => undefined,
    outFolder: async () => null,
    chooseOutFolder: async () => null,
    onBeforeClose(asked) {
      wouldLose = asked
    },
    ready: () => undefined,
    async quit() {
      leaving = true
      await call({ name: 'shell.quit', args: {} })
    },
  }
}
