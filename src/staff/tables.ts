const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** better-auth's own names → the tables and columns of `db/migrations`. */
export const tables = {
  user: { modelName: 'staff_user', fields: { ...times, emailVerified: 'email_verified' } },
  session: {
    modelName: 'staff_session',
    fields: { ...times, userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
  },
  account: {
    modelName: 'staff_account',
    fields: {
      ...times,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'staff_verification', fields: { ...times, expiresAt: 'expires_at' } },
  rateLimit: { modelName: 'staff_rate_limit', fields: { lastRequest: 'last_request' } },
} as const
