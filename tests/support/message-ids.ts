/** A mail's Message-ID as its row has it: the token by which reports are tied to the mail is put in when it is sent. */
export function writtenMessageId(arrived: string | null): string {
  return arrived?.replace(/\.[ln][0-9a-z]+-[a-z2-7]{16}(?=@)/, '') ?? ''
}
