import type { RouteRecordRaw } from 'vue-router'
import { evaluations } from '@/wording/evaluations'

const meta = { room: 'evaluations', title: evaluations.title } as const

export default [
  { path: '/evaluations/counts/:evaluation(\\d+)', name: 'evaluations-counts', component: () => import('./CountsPage.vue'), meta },
  { path: '/evaluations/batch/:batch(\\d+)', name: 'evaluations-batch', component: () => import('./BatchPage.vue'), meta },
  { path: '/evaluations/:step?', name: 'evaluations', component: () => import('./EvaluationsPage.vue'), meta },
] satisfies RouteRecordRaw[]
