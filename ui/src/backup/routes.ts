import type { RouteRecordRaw } from 'vue-router'
import { backup } from '@/wording/backup'

export default [
  { path: '/backup', name: 'backup', component: () => import('./BackupPage.vue'), meta: { room: 'backup', title: backup.title } },
] satisfies RouteRecordRaw[]
