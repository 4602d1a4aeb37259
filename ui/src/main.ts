import 'element-plus/dist/index.css'
import './theme.css'
import { createApp } from 'vue'
import { refreshStatus } from '@/api/office'
import { OfficeError } from '@/api/error'
import { openShell, shell } from '@/api/shell'
import { showError } from '@/components/asking'
import { isAnythingUnsaved } from '@/components/unsaved'
import App from './App.vue'
import { makeRouter } from './router'

// The shell first: a browser's token stands in the address, which then belongs to the router.
let startFailure: unknown = null
try {
  const opened = await openShell()
  opened.onBeforeClose(isAnythingUnsaved)
  await refreshStatus()
} catch (error) {
  startFailure = error
}

function failed(error: unknown): void {
  showError(error)
  if (error instanceof OfficeError || startFailure !== null) return
  // Where in the code; the message might hold what somebody typed.
  shell().fault((error instanceof Error && error.stack?.split('\n').find((line) => line.includes('/assets/'))?.trim()) || 'unknown')
}

const app = createApp(App, { startFailure })
app.config.errorHandler = failed
window.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  failed(event.reason)
})
app.use(makeRouter())
app.mount('#app')
if (startFailure === null) shell().ready()
