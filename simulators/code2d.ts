import QRCode from 'qrcode'

/** Modules of quiet zone around the symbol, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4

export interface PrintOptions {
  /** Pixels per module. */
  scale?: number
  /** Level of error correction; the rule is not published, the sample fits several. */
  errorCorrection?: 'L' | 'M' | 'Q' | 'H'
}

// Black and white compresses well whatever is tried: trying every filter only costs time.
const FAST = { deflateLevel: 1, filterType: 0 } as const

/** Prints a text as a QR Code, the symbology of the code 2D of an ordonnance: bytes of a PNG image. */
export function printCode2d(text: string, { scale = 4, errorCorrection = 'M' }: PrintOptions = {}): Promise<Buffer> {
  return QRCode.toBuffer(text, { type: 'png', errorCorrectionLevel: errorCorrection, margin: QUIET_ZONE, scale, rendererOpts: FAST })
}
