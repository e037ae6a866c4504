package dev.kyverdict.engine.context;

/** Texts of an HTTP status. */
final class HttpStatus {

  private static final int SERVER_ERROR = 500;

  private HttpStatus() {}

  /**
   * The error of client-go for a status, which does not look at the body: {@code
   * NewGenericServerResponse} in {@code k8s.io/apimachinery/pkg/api/errors}. Kyverno adds a word to
   * those about permissions.
   */
  static String apiError(int status) {
    return switch (status) {
      case 400 -> "the server rejected our request for an unknown reason";
      case 401 -> "permission denied: the server has asked for the client to provide credentials";
      case 403 -> "permission denied: unknown";
      case 404 -> "the server could not find the requested resource";
      case 405 -> "the server does not allow this method on the requested resource";
      case 406 -> "the server was unable to respond with a content type that the client supports";
      case 409 -> "the server reported a conflict";
      case 415 -> "unknown";
      case 422 -> "the server rejected our request due to an error in our request";
      case 429 -> "the server has received too many requests and has asked us to try again later";
      case 503 -> "the server is currently unable to handle the request";
      case 504 ->
          "the server was unable to return a response in the time allotted,"
              + " but may still be processing the request";
      default ->
          status >= SERVER_ERROR
              ? "an error on the server (\"unknown\") has prevented the request from succeeding"
              : ("the server responded with the status code " + status)
                  + " but did not return more information";
    };
  }

  /** The reason phrase of Go's package {@code net/http}. */
  static String text(int status) {
    return switch (status) {
      case 300 -> "Multiple Choices";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 303 -> "See Other";
      case 304 -> "Not Modified";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 407 -> "Proxy Authentication Required";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Requested Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 418 -> "I'm a teapot";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Entity";
      case 423 -> "Locked";
      case 424 -> "Failed Dependency";
      case 425 -> "Too Early";
      case 426 -> "Upgrade Required";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 451 -> "Unavailable For Legal Reasons";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      case 506 -> "Variant Also Negotiates";
      case 507 -> "Insufficient Storage";
      case 508 -> "Loop Detected";
      case 510 -> "Not Extended";
      case 511 -> "Network Authentication Required";
      default -> "status code " + status;
    };
  }
}
