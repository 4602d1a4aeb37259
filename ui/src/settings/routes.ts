import type { RouteRecordRaw } from 'vue-router'
import { settings } from '@/wording/settings'

export default [
  { path: '/settings', name: 'settings', component: () => import('./SettingsPage.vue'), meta: { room: 'settings', title: settings.title } },
] satisfies RouteRecordRaw[]
