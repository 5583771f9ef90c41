import { defineConfig } from 'vite'

// The program, the demo and the bench as one set of modules for Node; packages stay in node_modules, except React: bundled, it
// is its production build whatever NODE_ENV says, which renders a page about ten times faster.
export default defineConfig({
  ssr: { noExternal: ['react', 'react-dom'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/server',
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { main: 'src/main.ts', demo: 'sandbox/demo.ts', bench: 'bench/main.ts' },
      // Our modules do nothing when they are loaded, so that a small command loads little: `mail ingest` in half the time.
      treeshake: { moduleSideEffects: (id) => !/\/(?:src|sandbox)\/[^?]*\.tsx?$/.test(id) },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
