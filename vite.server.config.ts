import { defineConfig } from 'vite'

// The program, the demo and the bench as one set of modules for Node; packages stay in node_modules.
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/server',
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { main: 'src/main.ts', demo: 'sandbox/demo.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
