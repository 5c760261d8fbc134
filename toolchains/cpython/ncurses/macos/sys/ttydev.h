/* The line speeds of BSD's terminal driver. On macOS the constant for a speed is the speed itself,
 * in bits per second. ncurses includes this header to map constants to speeds.
 */
#ifndef RULES_PYTHON_EXECUTABLE_SYS_TTYDEV_H
#define RULES_PYTHON_EXECUTABLE_SYS_TTYDEV_H

#define B0 0
#define B50 50
#define B75 75
#define B110 110
#define B134 134
#define B150 150
#define B200 200
#define B300 300
#define B600 600
#define B1200 1200
#define B1800 1800
#define B2400 2400
#define B4800 4800
#define B7200 7200
#define B9600 9600
#define B14400 14400
#define B19200 19200
#define B28800 28800
#define B38400 38400
#define B57600 57600
#define B76800 76800
#define B115200 115200
#define B230400 230400
#define EXTA 19200
#define EXTB 38400

#endif
