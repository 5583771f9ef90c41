import { sql } from 'kysely'
import type { Database } from '../src/platform/database.ts'

const surnames =
  '佐藤:サトウ:sato 鈴木:スズキ:suzuki 高橋:タカハシ:takahashi 田中:タナカ:tanaka 伊藤:イトウ:ito 渡辺:ワタナベ:watanabe 山本:ヤマモト:yamamoto 中村:ナカムラ:nakamura 小林:コバヤシ:kobayashi 加藤:カトウ:kato 吉田:ヨシダ:yoshida 山田:ヤマダ:yamada 佐々木:ササキ:sasaki 山口:ヤマグチ:yamaguchi 松本:マツモト:matsumoto 井上:イノウエ:inoue 木村:キムラ:kimura 林:ハヤシ:hayashi 斎藤:サイトウ:saito 清水:シミズ:shimizu 山崎:ヤマザキ:yamazaki 森:モリ:mori 池田:イケダ:ikeda 橋本:ハシモト:hashimoto 阿部:アベ:abe 石川:イシカワ:ishikawa 山下:ヤマシタ:yamashita 中島:ナカジマ:nakajima 石井:イシイ:ishii 小川:オガワ:ogawa 前田:マエダ:maeda 岡田:オカダ:okada 長谷川:ハセガワ:hasegawa 藤田:フジタ:fujita 後藤:ゴトウ:goto 近藤:コンドウ:kondo 村上:ムラカミ:murakami 遠藤:エンドウ:endo 青木:アオキ:aoki 坂本:サカモト:sakamoto 福田:フクダ:fukuda 太田:オオタ:ota 西村:ニシムラ:nishimura 藤井:フジイ:fujii 金子:カネコ:kaneko 岡本:オカモト:okamoto 藤原:フジワラ:fujiwara 三浦:ミウラ:miura 中野:ナカノ:nakano 原田:ハラダ:harada'
const givenNames =
  '花子:ハナコ:hanako 太郎:タロウ:taro 陽子:ヨウコ:yoko 健一:ケンイチ:kenichi 美咲:ミサキ:misaki 翔太:ショウタ:shota 結衣:ユイ:yui 大輔:ダイスケ:daisuke 真由美:マユミ:mayumi 直樹:ナオキ:naoki さくら:サクラ:sakura 拓也:タクヤ:takuya 恵子:ケイコ:keiko 誠:マコト:makoto 久美子:クミコ:kumiko 浩:ヒロシ:hiroshi 由紀:ユキ:yuki 学:マナブ:manabu 愛:アイ:ai 隆:タカシ:takashi'
const domains =
  'gmail.com gmail.com gmail.com gmail.com yahoo.co.jp yahoo.co.jp docomo.ne.jp ezweb.ne.jp icloud.com example.co.jp'

/**
 * Fills an empty database with `count` customers of 50 surnames (2 % each; one in 5,000 is 濱崎) and 20 given names, 40 % of
 * them at gmail.com; each with an application, a contract and three payments. Always the same.
 */
export async function fillWithMany(db: Database, count: number): Promise<void> {
  // Filling an index row by row takes ten times as long as making it of what is there.
  const indexes = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes where schemaname = 'public' and indexdef like '%search_grams%'`.execute(
    db,
  )
  for (const { indexname } of indexes.rows) await sql`drop index ${sql.id(indexname)}`.execute(db)
  await sql`insert into products (id, slug, name, kind, price_yen, state)
    values (gen_random_uuid(), 'many', 'オンライン講座', 'monthly', 3980, 'published')`.execute(db)
  await addPeople(db, count)
  await addSales(db)
  for (const { indexdef } of indexes.rows) await sql.raw(indexdef).execute(db)
  for (const table of ['customers', 'applications', 'contracts', 'payments'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

async function addPeople(db: Database, count: number): Promise<void> {
  await sql`
    with named as (
      select n, case when n % 5000 = 77 then '濱崎:ハマザキ:hamazaki' else (string_to_array(${surnames}, ' '))[1 + (hashint4(n * 7) & 65535) % 50] end as family,
        (string_to_array(${givenNames}, ' '))[1 + (hashint4(n * 13) & 65535) % 20] as given,
        (string_to_array(${domains}, ' '))[1 + (hashint4(n) & 65535) % 10] as domain
      from generate_series(1, ${count}::integer) n
    ), people as (
      select n, split_part(family, ':', 1) as family_name, split_part(given, ':', 1) as given_name,
        split_part(family, ':', 2) as family_kana, split_part(given, ':', 2) as given_kana,
        split_part(given, ':', 3) || '.' || split_part(family, ':', 3) || n || '@' || domain as email
      from named
    )
    insert into customers (id, email, email_key, family_name, given_name, family_kana, given_kana, state, created_at)
    select gen_random_uuid(), email, email, family_name, given_name, family_kana, given_kana,
      case when n % 1000 = 1 then 'withdrawn' when n % 10 = 0 then 'provisional' else 'registered' end,
      timestamptz '2020-01-01' + n * interval '20 minutes' from people`.execute(db)
}

async function addSales(db: Database): Promise<void> {
  await sql`
    insert into applications (id, number, submission_key, product_id, customer_id, state, family_name, given_name, family_kana,
      given_kana, email, amount_yen, product_name, product_kind, started_at)
    select gen_random_uuid(), 'A-' || upper(substr(md5(c.email), 1, 12)), c.email, p.id, c.id,
      case when row_number() over () % 200 = 0 then 'cancelled' else 'completed' end, c.family_name, c.given_name,
      c.family_kana, c.given_kana, c.email, p.price_yen, p.name, p.kind, c.created_at
    from customers c, products p`.execute(db)
  await sql`
    insert into contracts (id, number, customer_id, product_id, application_id, state, price_yen, anchor_date, created_at)
    select gen_random_uuid(), 'C' || substr(number, 2), customer_id, product_id, id,
      case when row_number() over () % 50 = 0 then 'suspended' else 'active' end, amount_yen, started_at, started_at
    from applications`.execute(db)
  await sql`
    insert into payments (id, order_id, method, purpose, application_id, contract_id, term_no, amount_yen, state, created_at)
    select gen_random_uuid(), a.number || case when n = 0 then '' else '-' || n end, 'card',
      case when n = 0 then 'application' else 'renewal' end, a.id, k.id, n, a.amount_yen,
      case when row_number() over () % 100 = 0 then 'declined' else 'succeeded' end,
      a.started_at + n * interval '30 days'
    from applications a join contracts k on k.application_id = a.id, generate_series(0, 2) n`.execute(db)
}
