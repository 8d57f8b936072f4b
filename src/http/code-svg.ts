import QRCode from 'qrcode';

/** A quarter of it may be scratched or painted over: door plates hang in the rain for years, and paper is folded. */
const ERROR_CORRECTION = 'Q';
/** Modules of white around the code. Source: ISO/IEC 18004, quiet zone of four modules. */
const QUIET_ZONE = 4;

/** A QR code as an SVG picture that says nothing but the address that it leads to. */
export function codeSvg(url: string): Promise<string> {
  return QRCode.toString(url, { type: 'svg', errorCorrectionLevel: ERROR_CORRECTION, margin: QUIET_ZONE });
}
