import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The staff's single-page app: `src/web/admin` → `dist/admin`, served by the program under `/admin/`. */
export default defineConfig({
  root: 'src/web/admin',
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/admin',
    emptyOutDir: true,
    // Small subsets of the Japanese font would otherwise be inlined and loaded whether a page needs them or not.
    assetsInlineLimit: 0,
  },
})
