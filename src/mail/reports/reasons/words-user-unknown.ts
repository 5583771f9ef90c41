import { listed, type ReasonWords } from './listed.ts'

/** The many ways to say that nobody has this address. */
export const userUnknown: ReasonWords = {
  reason: 'user_unknown',
  phrases: listed(`
    user unknown | unknown user | unknown address | address unknown | unknown recipient | recipient unknown
    unknown mailbox | mailbox unknown | unknown account | account unknown | unknown local part
    unknown local-part | unknown email | unknown e-mail | unknown or illegal | unknown or invalid
    username unknown | unknown virtual user | utente sconosciuto | unknown rcpt | no such user | no such address
    no such account | no such mailbox | no such recipient | no such person | no such email | no such local user
    no such name | no such virtual user | there is no one at this address | there is no such | no user by
    no one by that name | no account by that name | no mailbox | no mail box | no valid recipient
    no users here | no … in name directory | no local user | user not found | recipient not found
    mailbox not found | address not found | account not found | user … not found | user … was not found
    recipient … not found | recipient … was not found | recipnotfound | mailbox … not found
    address … was not found | @ not found | @: not found | @ was not found | address … not found
    couldn't be found | could not be found | wasn't found | user's email name is not found
    recipient is not found | account … not found | doesn't exist | doesnt exist | not exist | nonexistent user
    non existent user | nonexistent mailbox | nonexistent recipient | non-existent | is not a valid mailbox
    not a valid recipient | not a valid user | not a known | is not valid | not a local address | is not local
    is not known | not known at this | not known here | user not known | user not local | recipient not ok
    recipient not local | not an active address | user not active | is not an active | not our customer
    not a user | is not … user | no longer valid | no longer available | no longer exists | no longer active
    no longer in use | no longer accepts mail | no longer on this server | no longer with | no longer employed
    invalid recipient | invalid-recipient | invalid user | invalid mailbox | invalid address | invalid email
    invalid e-mail | invalid final delivery userid | address invalid | mailbox invalid
    mailbox name not allowed | mailbox name is invalid | bad recipient | bad address | bad destination mailbox
    bad destination email | bad-recipient | bad_recipient | bad mailbox | illegal user | illegal address
    recipient invalid | invalid local part | destination addresses were unknown | invalid … recipient
    mailbox unavailable | mailbox … unavailable | mailbox not available | mailbox is unavailable
    mailbox not present | account unavailable | account is unavailable | account not available
    user unavailable | address no longer accepts | can't accept user | cannot accept user | cannot find user
    address not present in directory | user missing home directory | unable to find user | unable to locate user
    address could not be resolved | not recognized | address rejected. @ | 5.1.0 address rejected
    not listed in | recipient … rejected: user | recipient cannot be verified | unable to verify … recipient
    undeliverable address | mailbox no encontrado | account has been deleted | account deleted
    account has been closed | account closed | account is closed | mailbox closed | has been terminated
    account terminated | was deleted | left the company | archived recipient | resigned | badrcptto
    badrecipientto | validrcptto | in my list of valid | nosuchuser | doesn't have a … account
    doesn't have an account | isn't a … account | user account … not
    that address is not | address you entered | typed … incorrectly | check for typos
    verify … e-mail address … correct | thank you rejected | email address is wrong | does not match any
    recipients not found | delivery to … mailbox not | not deliverable: mailbox
    recipient address rejected: access denied | recipient address rejected: invalid
    as(201806281) // Exchange Online: directory-based edge blocking
    user rejected | recipient rejected | final email delivery point | reserved by rfc 2606 | unknown to | envelope recipient has been denied
    recipient refuses to accept your mail | user is unknown | inconnu | introuvable | n'existe pas | n'a pas été trouvé | destinataire invalide
    unbekannt | existiert nicht | nicht gefunden | kein benutzer | kein postfach | ungültige | keine mailbox | nessun utente | non esiste
    non trovato | impossibile trovare | possibile trovare | inesistente | no existe | no se encontró | no se encontro
    no se ha encontrado | no fue encontrad | inexistente | não foi encontrad | não pôde ser encontrad
    não encontrad | desconocido | não existe | nao existe | desconhecido | onbekend | bestaat niet | niet … gevonden | nie istnieje | nie znaleziono
    uzytkownik nie | nieznany | neexistuje | не существует | не найден | не удалось найти | неизвестн | нет такого | okänd | ukendt
    ei löydy | ユーザーが見つか | ユーザが見つか | 宛先が見つか | アドレスが見つか | 見つかりません | 見つからない | アドレス不明
    存在しません | 存在しない | 存在致しません | 不明です | 宛先不明 | ユーザ不明 | ユーザー不明
    リストにありません | のリストに | 登録されていません | 有効ではありません | 无此用户 | 不存在 | 找不到 | 查无此
    無此 | 존재하지 않 | 찾을 수 없 | bulunamadı
  `),
}

/** qmail says so of every refusal at RCPT: asked when nothing else is said. */
export const refusedAtRcpt: ReasonWords = {
  reason: 'user_unknown',
  phrases: listed(`
    does not like recipient
  `),
}
