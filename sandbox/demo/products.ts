import type { ProductInput } from '../../src/products/index.ts'

/** The four products of the sample shop; each has its list at the newsletter stand-in. */
export const products: readonly ProductInput[] = [
  {
    name: 'オンライン英会話コース',
    slug: 'english',
    kind: 'monthly',
    priceYen: 5_980,
    state: 'published',
    netshoninPlanId: '201',
    description:
      '週2回のグループレッスンと、いつでも見られる復習動画で、無理なく続けられる英会話コースです。\n\n・レッスンは朝・夜あわせて1日6枠から選べます\n・講師は全員、日本語でも質問できます\n・録画はいつでも見返せます',
  },
  {
    name: '朝活コミュニティ',
    slug: 'morning',
    kind: 'monthly',
    priceYen: 1_980,
    state: 'published',
    netshoninPlanId: '203',
    description:
      '毎朝6時、オンラインで集まって30分。読書、勉強、軽い運動など、自分の時間を仲間と続けるコミュニティです。',
  },
  {
    name: '動画編集マスター講座',
    slug: 'video-editing',
    kind: 'one_time',
    priceYen: 49_800,
    state: 'published',
    netshoninPlanId: '202',
    description:
      'はじめての方が、8週間で自分の動画を公開できるようになる講座です。全32本の動画教材と、3回の添削がつきます。',
  },
  {
    name: '個別コンサルティング',
    slug: 'consulting',
    kind: 'one_time',
    priceYen: 16_500,
    state: 'published',
    netshoninPlanId: '204',
    description: '学習計画やお仕事のご相談に、60分間オンラインでお応えします。',
  },
]
