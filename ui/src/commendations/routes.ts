import type { RouteRecordRaw } from 'vue-router'
import { commendations } from '@/wording/commendations'

export default [
  {
    path: '/commendations',
    name: 'commendations',
    component: () => import('./CommendationsPage.vue'),
    meta: { room: 'commendations', title: commendations.title },
  },
] satisfies RouteRecordRaw[]
