// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Your own id of the user, as the SDK sends it. Not an e-mail address.
   */
  customer_user_id?: string
  /**
   * The AppsFlyer id of the browser (its afUserId cookie). Where it or the customer user id is missing, nothing is sent.
   */
  appsflyer_id?: string
  /**
   * Only to name one of the apps of the settings; else the platform decides.
   */
  app_id?: string
  /**
   * Ids of other systems. One whose type contains "appsflyer" is the AppsFlyer id where that field is empty.
   */
  external_ids?: {
    /**
     * The id.
     */
    id?: string
    /**
     * The system it belongs to.
     */
    type?: string
  }[]
  /**
   * How a row of Reverse ETL changed: new, updated or deleted. Deleted rows are not sent.
   */
  row_change?: string
  /**
   * Hand events over in batches. AppsFlyer still gets one request for each event.
   */
  enable_batching?: boolean
  /**
   * The most events in one batch, up to 500.
   */
  batch_size?: number
}
