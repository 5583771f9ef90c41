/** A shop that is not in メンテナンスモード and has no staff, for pages that a test puts together by hand. */
export const openDoors = {
  maintenance: {
    current: () => ({ on: false, message: '', resumesAt: null, switchedAt: null, switchedBy: null }),
  },
  auth: { read: async () => null },
}
