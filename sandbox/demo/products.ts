import type { ProductChange, ProductInput } from '../../src/products/index.ts'

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
      '週2回のグループレッスンと、いつでも見られる復習動画で、無理なく続けられる英会話コースです。\n\n- レッスンは朝・夜あわせて1日6枠から選べます\n- 講師は全員、**日本語でも**質問できます\n- 録画はいつでも見返せます',
    memberPage:
      '## レッスンの予約\n[予約ページ](https://school.example/booking)から、ご希望の枠をお選びください。\n\n## 復習動画\nレッスンの翌日までに、[動画一覧](https://school.example/videos)に載せています。',
  },
  {
    name: '朝活コミュニティ',
    slug: 'morning',
    kind: 'monthly',
    priceYen: 1_980,
    state: 'published',
    transferAccepted: true,
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
    transferAccepted: true,
    state: 'published',
    netshoninPlanId: '204',
    description: '学習計画やお仕事のご相談に、60分間オンラインでお応えします。',
  },
]

/** What the shop asks and offers with 動画編集マスター講座, once all products are there; `offered` is the product offered. */
export function videoEditingExtras(offered: { id: string }): ProductChange {
  return {
    transferAccepted: true,
    questions: [
      { kind: 'choice', label: 'お使いのパソコン', required: true, choices: ['Windows', 'Mac', 'これから用意する'] },
      {
        kind: 'checkbox',
        label: '作ってみたい動画',
        required: false,
        choices: ['YouTube', '商品の紹介', '家族の記録'],
      },
      { kind: 'long_text', label: '受講の目的や、ご質問があればお聞かせください', required: false, choices: [] },
    ],
    offerProductId: offered.id,
    offerText:
      '## 最初の1本で、つまずかないために\n「何から始めればいいのか分からない」という方へ、**講師が60分間、画面を見ながら**ご相談に応じます。\n\n- 機材とソフトの選び方\n- 8週間の学習計画づくり\n- 受講後1か月のメールサポート付き\n\n講座と同時にお申し込みの方だけへのご案内です。',
    offerMinutes: 30,
  }
}
