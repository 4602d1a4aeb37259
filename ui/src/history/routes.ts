import type { RouteRecordRaw } from 'vue-router'
import { history } from '@/wording/history'

export default [
  { path: '/history', name: 'history', component: () => import('./HistoryPage.vue'), meta: { room: 'history', title: history.title } },
] satisfies RouteRecordRaw[]
