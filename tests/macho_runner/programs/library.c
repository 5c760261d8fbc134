/* A library that opening.c opens. */
int initialised;
int offered_by_program(int number);
int twice(int number);
int twice_next(int number);
int next_of_thread(void);

__attribute__((constructor))
static void
initialise(void)
{
    initialised++;
}

int
twice_next(int number)
{
    return twice(offered_by_program(number));
}

int
next_of_thread(void)
{
    static _Thread_local int number = 100;
    return ++number;
}
