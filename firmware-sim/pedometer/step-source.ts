/** StepSource: whoever carries the pedometer, told as one growing count. */
export interface StepSource {
  /**
   * Whole steps since the source began, up to wall time `wallMs` (milliseconds since the Unix epoch). Never falls as
   * time grows; may be asked for any time in any order.
   */
  stepsUntil(wallMs: number): number;
}
