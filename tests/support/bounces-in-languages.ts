import { HANA, type Row } from './bounces-in-words.ts'

const google = (text: string) => ({
  from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
  subject: 'Delivery Status Notification (Failure)',
  text,
})
const exchange = (subject: string, text: string) => ({
  from: 'postmaster@kaisha.example',
  subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
  text,
})
const host = (text: string) => ({ from: 'MAILER-DAEMON@mx.kaeri.example', subject: 'Undelivered', text })

const dead = ['dead', 'user_unknown'] as const
const full = ['given_up', 'mailbox_full'] as const

/** What large mail systems write in the language of whoever reads it, where no part for machines stands beside. */
export const bouncesInLanguages: Row[] = [
  [
    'Google in German',
    google(`** Die Adresse wurde nicht gefunden **\n\nDeine Nachricht wurde nicht an ${HANA} zugestellt.`),
    ...dead,
  ],
  ['Google in French', google(`** Adresse introuvable **\n\nVotre message n'est pas parvenu à ${HANA}.`), ...dead],
  [
    'Google in Spanish',
    google(`** No se ha encontrado la dirección **\n\nTu mensaje no se ha entregado a ${HANA}.`),
    ...dead,
  ],
  [
    'Google in Portuguese',
    google(`** Endereço não encontrado **\n\nSua mensagem não foi entregue a ${HANA}.`),
    ...dead,
  ],
  [
    'Google in Italian',
    google(`** Indirizzo non trovato **\n\nIl messaggio non è stato recapitato a ${HANA}.`),
    ...dead,
  ],
  ['Google in Russian', google(`** Адрес не найден **\n\nСообщение не доставлено на адрес ${HANA}.`), ...dead],
  ['Google in Chinese', google(`** 找不到该地址 **\n\n您的邮件未送达 ${HANA}。`), ...dead],
  [
    'Google in Japanese',
    google(`** アドレス不明 **\n\n${HANA} が見つからないため、メールは配信されませんでした。`),
    ...dead,
  ],
  [
    'Exchange in German, full',
    exchange(
      'Unzustellbar: Welcome',
      `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\n${HANA}\nDas Postfach des Empfängers ist voll.`,
    ),
    ...full,
  ],
  [
    'Exchange in French',
    exchange(
      'Non remis : Welcome',
      `Échec de la remise pour ces destinataires ou groupes :\n\n${HANA}\nL'adresse de messagerie entrée est introuvable.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Spanish',
    exchange(
      'No se puede entregar: Welcome',
      `Error en la entrega a estos destinatarios o grupos:\n\n${HANA}\nNo se encontró la dirección especificada.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Portuguese',
    exchange(
      'Não é possível entregar: Welcome',
      `Falha na entrega a estes destinatários ou grupos:\n\n${HANA}\nO endereço inserido não pôde ser encontrado.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Italian',
    exchange(
      'Non recapitabile: Welcome',
      `Recapito non riuscito per i seguenti destinatari o gruppi:\n\n${HANA}\nImpossibile trovare l'indirizzo immesso.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Dutch',
    exchange(
      'Onbestelbaar: Welcome',
      `De bezorging bij de volgende geadresseerden is mislukt:\n\n${HANA}\nHet opgegeven adres kan niet worden gevonden.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Russian',
    exchange(
      'Не удается доставить: Welcome',
      `Сбой доставки следующим получателям:\n\n${HANA}\nНе удалось найти указанный адрес.`,
    ),
    ...dead,
  ],
  [
    'Exchange in Chinese',
    exchange('未送达: Welcome', `未能传递到以下收件人:\n\n${HANA}\n找不到您输入的地址。`),
    ...dead,
  ],
  [
    'Exchange in Japanese, full',
    exchange(
      '配信不能: 休業のご案内',
      `次の受信者またはグループへの配信に失敗しました:\n\n${HANA}\n受信者のメールボックスがいっぱいです。`,
    ),
    ...full,
  ],
  [
    'a host in Russian',
    host(
      `К сожалению, Ваше письмо не может быть отправлено.\n\n<${HANA}>: host mx.kyaku.example said: 550 Пользователь не существует`,
    ),
    ...dead,
  ],
  [
    'a host in Portuguese',
    host(`Não foi possível entregar sua mensagem:\n\n<${HANA}>:\nUsuário desconhecido`),
    ...dead,
  ],
  [
    'a host in Spanish',
    host(`Su mensaje no ha podido ser entregado a:\n\n${HANA}\n\nEl buzón del destinatario está lleno.`),
    ...full,
  ],
  [
    'a host in French',
    host(`Votre message n'a pas pu être délivré :\n\n<${HANA}>\n\nCette adresse n'existe pas.`),
    ...dead,
  ],
  [
    'a host in German',
    host(`Ihre E-Mail konnte nicht zugestellt werden an:\n\n  ${HANA}\n\nEmpfänger unbekannt`),
    ...dead,
  ],
  ['a host in Chinese, full', host(`很抱歉您的邮件被退回:\n\n收件人: ${HANA}\n退信原因: 收件人邮箱已满`), ...full],
]
