/* A library that another one needs. */
int provided(int number);

int
provided(int number)
{
    return number * 2;
}
