<?php
namespace Acme\Depot\Model;

use Acme\Depot\Api\Data\BoxInterface;

abstract class Parental
{
    /**
     * @param BoxInterface $box
     * @return \Acme\Depot\Api\Data\BoxInterface
     */
    abstract public function run(BoxInterface $box);
}
